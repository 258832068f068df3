"""Peers that mean harm: the cases of a security review, each as a test through the front door or in `elsewhere.py`."""
