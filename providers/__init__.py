"""Outside minds behind two ports: `chat.ChatModel` (language models) and `embedding.Embedder`.

Adapters live beside the ports, one file each, and are named only by `service.wiring`.
"""
