"""What goes with practices of learning from losses, and sayings beside the record's own figures."""
