"""The gateway: the only public face of Zhishen."""
