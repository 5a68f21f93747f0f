"""How full a home is: its bytes, its files, and what its disk has left, as one sentence tells it.

Files are bounded too, one for each 8 KiB of the home's size, because a disk that has no room for
another file is as full as one without a byte. Needs nothing but Python, so that the hub and a
trainee's server ask the same. Holds nothing and deletes nothing.
"""

import os
from dataclasses import dataclass
from pathlib import Path

MIB = 1024 * 1024
BYTES_FOR_EACH_FILE = 8192
_ALMOST_NOTHING = MIB  # of space on the disk; less is too little to save a notebook with pictures


@dataclass(frozen=True)
class Home:
    """What was found in a home; `files` counts folders and links as well."""

    used_bytes: int
    limit_bytes: int
    free_bytes: int
    files: int
    limit_files: int
    free_files: int

    @property
    def is_full(self) -> bool:
        """Whether little more can be saved."""
        return (
            self.used_bytes >= self.limit_bytes
            or self.free_bytes < _ALMOST_NOTHING
            or self.has_too_many_files
        )

    @property
    def has_too_many_files(self) -> bool:
        """Whether it is their number that leaves no room."""
        return self.files >= self.limit_files or self.free_files == 0

    @property
    def is_over(self) -> bool:
        """Whether it holds more than the lab allows."""
        return self.used_bytes > self.limit_bytes or self.files > self.limit_files

    def takes(self, more_bytes: int, more_files: int = 0) -> bool:
        """Whether there is room for so much more."""
        return (
            self.used_bytes + more_bytes <= self.limit_bytes
            and self.files + more_files <= self.limit_files
        )


def measure(home: Path, limit_bytes: int) -> Home:
    """Look into every folder; a link counts as itself, and what vanishes meanwhile as nothing.

    A quarter above the bound it stops to count: whoever made a million files must not make the
    look at them slow.
    """
    limit_files = limit_bytes // BYTES_FOR_EACH_FILE
    used, files, folders = 0, 0, [str(home)]
    while folders and files <= limit_files * 5 // 4:
        try:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    files += 1
                    used += entry.stat(follow_symlinks=False).st_blocks * 512
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
                    elif files > limit_files * 5 // 4:
                        break
        except OSError:
            continue
    disk = os.statvfs(home)
    # A file system that counts no files says that it has none at all.
    free_files = disk.f_favail if disk.f_files else limit_files
    return Home(used, limit_bytes, disk.f_bavail * disk.f_frsize, files, limit_files, free_files)


def full_sentence(home: Home) -> tuple[str, str]:
    """What to do about a full home, in Korean and in English."""
    used, limit = home.used_bytes // MIB, home.limit_bytes // MIB
    korean, english = f"{used:,}MiB 사용, 한도 {limit:,}MiB", f"{used:,} MiB used, {limit:,} MiB"
    if home.has_too_many_files:
        korean = f"파일과 폴더 {home.files:,}개, 한도 {home.limit_files:,}개"
        english = f"{home.files:,} files and folders, {home.limit_files:,}"
    return (
        f"홈 폴더가 가득 찼습니다({korean}). 있던 파일은 그대로 있지만"
        " 새로 저장할 수 없습니다. 파일 목록이나 터미널에서 쓰지 않는 파일을 지워 주세요.",
        f"Your home is full ({english} is the limit). Its files are safe,"
        " but nothing more can be saved. Delete files you do not need, in the file list or a"
        " terminal.",
    )
