"""What is particular to each kind of file: values that follow from others, rules across cells."""
