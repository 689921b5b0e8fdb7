"""Mail about debriefs: kept first, sent by a job of its own, tried again where that is safe, never sent twice."""
