"""Somebody checks that the log is as it was written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.audit.ports import AuditChainReader, ChainSeals
from application.shared.actor import Actor
from application.shared.clock import Clock
from domain.audit.chain import MOST_FAULTS, ChainCheck, ChainReport, Fault, FaultKind

BATCH = 2000


@dataclass(frozen=True)
class VerifyChain:
    """`known` is a place and its hash that were noted outside of the database, in a log or on paper: it finds a cut-off end and a
    chain made anew, which nothing inside the database can."""

    actor: Actor
    known: tuple[int, str] | None = None


@dataclass(frozen=True)
class VerifyChainHandler:
    permission: ClassVar[str | None] = "audit.read"
    chain: AuditChainReader
    seals: ChainSeals
    clock: Clock

    def __call__(self, command: VerifyChain) -> ChainReport:
        # The head comes first: what is chained while we walk makes the chain longer than it says, never shorter.
        head, check, other_key = self.chain.head(), ChainCheck(), 0
        found = command.known is None
        while (head is None or check.position < head.position) and (batch := self.chain.links(check.position, BATCH)):
            for linked in batch:
                if head is not None and linked.link.position > head.position:
                    break
                ours = self.seals.is_ours(linked.link.hash, linked.link.seal)
                other_key += ours is None
                check.step(linked.link, linked.entry, seal_is_ours=ours is not False)
                if command.known is not None:
                    found |= check.expect(*command.known)
        check.end(head)
        if not found and command.known is not None:
            check.faults.append(Fault(FaultKind.CUT_OFF, command.known[0]))
        strangers = [Fault(FaultKind.UNCHAINED, None, entry_id) for entry_id in self.chain.unchained(MOST_FAULTS)]
        faults = (*check.faults, *strangers)
        return ChainReport(check.position, self.chain.waiting(), other_key, head, faults[:MOST_FAULTS], self.clock.now())
