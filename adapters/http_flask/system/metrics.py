"""`/metrics` for Prometheus: the sum over all web processes of this machine. For the internal network only; see docs/operations.md."""

from __future__ import annotations

import os
from collections.abc import Iterator

from flask import Flask, Response
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from application.shared.health import Gauges


class GaugeCollector(Collector):
    """Figures that are asked for when Prometheus asks."""

    def __init__(self, gauges: Gauges) -> None:
        self._gauges = gauges

    def collect(self) -> Iterator[GaugeMetricFamily]:
        for name, value in self._gauges().items():
            yield GaugeMetricFamily(f"stoa_{name}", name.replace("_", " ").capitalize(), value=value)


def exposition(gauges: Gauges) -> bytes:
    """The text of all metrics, of every process when they share a folder."""
    own = CollectorRegistry()
    own.register(GaugeCollector(gauges))
    shared: CollectorRegistry = REGISTRY
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        shared = CollectorRegistry()
        MultiProcessCollector(shared)  # type: ignore[no-untyped-call]  # the library left it out
    return generate_latest(shared) + generate_latest(own)


def add_metrics(flask: Flask, gauges: Gauges) -> None:
    @flask.get("/metrics")
    def metrics() -> Response:
        return Response(exposition(gauges), content_type=CONTENT_TYPE_LATEST)
