"""The method itself, in pure Python: tools, heads, prompt, decoding, contract, verdicts.

Imports neither rclpy nor an engine.
"""
