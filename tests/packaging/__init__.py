"""What a stranger installs: the wheel, without Node and without this tree."""
