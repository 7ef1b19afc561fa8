"""Array types of this service and the shapes they have."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Gray = NDArray[np.uint8]
"""A grey picture (height, width), 0 black, 255 white paper."""

Floats = NDArray[np.float32]
"""Any real-valued array; its shape is stated where it is used."""
