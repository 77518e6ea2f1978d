"""THE WORDS: one file per prompt, and a small strict loader.

A prompt is a Markdown file with front matter (version, role, inputs, output type) and two parts,
`# system` and `# user`. It is content: its hash goes into every record of what it made.
"""

from prompts.loader import Prompt, PromptError, Rendered, all_prompts, load

__all__ = ["Prompt", "PromptError", "Rendered", "all_prompts", "load"]
