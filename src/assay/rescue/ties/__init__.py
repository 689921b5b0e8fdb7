"""Who else can talk to a buyer: people tied to it in the record, each with the path to it and the rows it rests on."""
