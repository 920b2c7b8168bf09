"""Numbers as Vietnamese reports write them, found in a text and read exactly."""
