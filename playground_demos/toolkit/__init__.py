"""What demos are made of: components, inputs read with distrust, charts, answers, model cards."""
