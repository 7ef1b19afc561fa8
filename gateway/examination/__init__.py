"""The examination of one application: which service is asked what, and what becomes of it.

Pure orchestration: services are reached through ``ports.ExaminationServices``.
"""
