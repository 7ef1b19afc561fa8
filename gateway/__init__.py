"""The only public face of Zhishen."""
