"""The measurements that the README quotes, each against what a user would pick instead."""
