# syntax=docker/dockerfile:1
# One image a role: docker build --target web|worker|migrate .
# Checked with hadolint; built nowhere yet, because no Docker engine was at hand (see docs/operations.md).

FROM python:3.13-slim-trixie AS build
WORKDIR /app
COPY requirements/image.txt requirements/
# Wheels only, each with its hash: no compiler, no surprises.
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes --only-binary :all: --no-deps \
       -r requirements/image.txt \
    && /opt/venv/bin/pip uninstall --yes pip
COPY domain domain
COPY application application
COPY adapters adapters
COPY wiring wiring
COPY bootstrap.py pyproject.toml ./
RUN /opt/venv/bin/python -m compileall -q domain application adapters wiring bootstrap.py

FROM python:3.13-slim-trixie AS base
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin stoa \
    && install --directory --owner stoa --group stoa /data
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONPATH=/app \
    PYTHONUNBUFFERED=1 \
    STOA_ENVIRONMENT=production \
    STOA_HOST=0.0.0.0 \
    STOA_PORT=8000 \
    STOA_DATA_DIR=/data
WORKDIR /data
VOLUME /data
USER 10001:10001
ENTRYPOINT ["python", "-m", "adapters.cli.main"]

FROM base AS migrate
CMD ["migrate"]

FROM base AS worker
CMD ["worker"]

FROM base AS web
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health/ready', timeout=4)"]
CMD ["serve"]
