"""The lab: a real pair, its network, a gateway and a workstation on one machine, and the faults that befall them."""
