"""The quality monitor: what defects pending applications have, when that changes, and which texts are
too alike. Pure: values in, values out.
"""
