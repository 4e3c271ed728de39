"""Attestations: a signed statement that whoever holds an actor's key has proved a profession, for one other server.

A Verifiable Credential (W3C VC Data Model 2.0) secured by Data Integrity 1.0 with ``eddsa-jcs-2022`` (W3C Data
Integrity EdDSA Cryptosuites 1.0), revoked through a Bitstring Status List 1.0. Plain Python: bytes in, a typed answer
out. ``FEDERATION.md`` tells the same to who writes another server.
"""
