# One file for the gateway and every service: EXTRAS chooses what goes in.
#   docker build --build-arg EXTRAS=ocr --tag zhishen-ocr .
# docker-compose.yml builds and runs all of them.
ARG BASE=python:3.11-slim

FROM ${BASE} AS build
ARG EXTRAS=all
# The cache of wheels stays out of the image because only the environment is copied from here.
WORKDIR /src
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY shared ./shared
COPY services ./services
COPY gateway ./gateway
COPY evaluation ./evaluation
RUN python3 -m venv /opt/zhishen \
 && /opt/zhishen/bin/pip install --no-cache-dir --disable-pip-version-check \
        --constraint constraints.txt ".[${EXTRAS}]"

FROM ${BASE}
# Debian packages, e.g. "tesseract-ocr tesseract-ocr-chi-sim" for ocr's second engine.
ARG PACKAGES=""
RUN if [ -n "${PACKAGES}" ]; then \
        apt-get update \
     && apt-get install --yes --no-install-recommends ${PACKAGES} \
     && rm -rf /var/lib/apt/lists/*; \
    fi \
 && useradd --system --uid 10001 --no-create-home --home-dir /var/lib/zhishen zhishen \
 && install --directory --owner zhishen --group zhishen --mode 0700 /var/lib/zhishen
COPY --from=build /opt/zhishen /opt/zhishen
ENV PATH=/opt/zhishen/bin:${PATH} PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
USER 10001
WORKDIR /var/lib/zhishen
VOLUME /var/lib/zhishen
CMD ["python", "-m", "gateway"]
