"""LINE events on their way: sealed, in order per conversation, each exactly once.

Partitions, leases and the stream are the shape measured in the project's notes on queues: a partition has one owner
at a time, the consumer's name is the partition's, so a new owner first reads what the dead one left pending.
"""
