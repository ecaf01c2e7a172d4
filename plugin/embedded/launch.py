"""Becomes a store: run as a script, gives up root, ties its life to its owner's, and execs the program it is told."""

from __future__ import annotations

import ctypes
import json
import os
import sys

PR_SET_PDEATHSIG, PR_GET_SECUREBITS, PR_SET_SECUREBITS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 1, 27, 28, 47, 2
SECBIT_NO_SETUID_FIXUP = 1 << 2
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 1, 2
CAPABILITY_VERSION_3 = 0x20080522

libc = ctypes.CDLL(None, use_errno=True)


class Order:
    """What the owner asks for: `argv` as `account` [uid, gid] (null: as we are), needing each path of `reach`."""

    def __init__(self, text: str) -> None:
        fields = json.loads(text)
        self.owner: int = fields["owner"]
        self.death_signal: int = fields["death_signal"]
        self.account: tuple[int, int] | None = fields["account"] and tuple(fields["account"])
        self.reach: list[str] = fields["reach"]
        self.argv: list[str] = fields["argv"]


def main(text: str) -> None:
    """Carry out the order; what goes wrong is said on standard error, which is the store's log."""
    order = Order(text)
    if order.account:
        _become(*order.account, order.reach)
    # After the change of account, which would clear it.
    _prctl(PR_SET_PDEATHSIG, order.death_signal)
    if os.getppid() != order.owner:
        sys.exit("The owner of the stores has gone already.")
    os.execv(order.argv[0], order.argv)  # noqa: S606 - there is no shell to want


def _become(uid: int, gid: int, reach: list[str]) -> None:
    """Another account, with the least of root's rights that still lets it into every path.

    A checkout may lie in a folder that only root may enter, and its modes are not ours to change.
    """
    keeps = _keep_rights_over_setuid()
    os.setgroups([])
    os.setresgid(gid, gid, gid)
    os.setresuid(uid, uid, uid)
    may = _permitted() if keeps else 0
    for right in (0, 1 << CAP_DAC_READ_SEARCH, 1 << CAP_DAC_OVERRIDE):
        if right & ~may:
            continue
        if keeps:
            _set_rights(effective=right, permitted=may, inheritable=right)
        if all(os.access(path, os.R_OK | os.X_OK) for path in reach):
            _settle(right, keeps=keeps)
            return
    sys.exit(f"The account with uid {uid} cannot reach {' and '.join(reach)}.")


def _settle(right: int, *, keeps: bool) -> None:
    if keeps:
        _set_rights(effective=right, permitted=right, inheritable=right)
    if right:
        _prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, right.bit_length() - 1)


def _keep_rights_over_setuid() -> bool:
    # Not PR_SET_KEEPCAPS: access(2), which PostgreSQL asks about its own program, heeds rights only under this bit.
    bits = libc.prctl(PR_GET_SECUREBITS, 0, 0, 0, 0)
    return bool(libc.prctl(PR_SET_SECUREBITS, bits | SECBIT_NO_SETUID_FIXUP, 0, 0, 0) == 0)


def _permitted() -> int:
    words = (ctypes.c_uint32 * 6)()
    _check(libc.capget(_header(), words))
    return words[1] | words[4] << 32


def _set_rights(*, effective: int, permitted: int, inheritable: int) -> None:
    sets = (effective, permitted, inheritable)
    words = [part & 0xFFFFFFFF for part in sets] + [part >> 32 for part in sets]
    _check(libc.capset(_header(), (ctypes.c_uint32 * 6)(*words)))


def _header() -> ctypes.Array[ctypes.c_uint32]:
    return (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)


def _prctl(option: int, first: int, second: int = 0) -> None:
    _check(libc.prctl(option, first, second, 0, 0))


def _check(answer: int) -> None:
    if answer != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))


if __name__ == "__main__":
    main(sys.argv[1])
