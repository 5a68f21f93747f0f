"""The playground's own language model: a small GPT-2 and its tokenizer in one file of weights.

The tokenizer lies among the weights, so that one sha256 holds for both. Is called and answers as
the models of transformers are. Does not train, and chooses no words.
"""

from copy import deepcopy
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

PIECES = 1536  # of words, in the vocabulary
CONTEXT = 64  # pieces that it can look back on
UNKNOWN, END = "□", "¶"
TOKENIZER_BYTES = 64_000  # room for the tokenizer's JSON


class WordsNet(nn.Module):
    """Guesses the next piece of a word from those before it."""

    tokenizer_json: Tensor  # (64_000,) uint8: the tokenizer, filled up with spaces

    def __init__(self) -> None:
        super().__init__()
        from transformers import GPT2Config, GPT2Model

        self.body = GPT2Model(
            GPT2Config(
                vocab_size=PIECES, n_positions=CONTEXT, n_embd=144, n_layer=3, n_head=4,
                resid_pdrop=0.1, embd_pdrop=0.1, attn_pdrop=0.1, bos_token_id=1, eos_token_id=1,
            )
        )  # fmt: skip
        self.register_buffer(
            "tokenizer_json", torch.full((TOKENIZER_BYTES,), ord(" "), dtype=torch.uint8)
        )

    def forward(
        self, input_ids: Tensor, past_key_values: Any = None, use_cache: bool = False
    ) -> Any:
        """Scores of the piece after each.

        Args:
            input_ids: (n, pieces)
            past_key_values: what an earlier call with `use_cache` gave back
            use_cache: whether to give it back

        Returns:
            CausalLMOutputWithPast with `logits` (n, pieces, 1536)
        """
        from transformers.modeling_outputs import CausalLMOutputWithPast

        read = self.body(input_ids, past_key_values=past_key_values, use_cache=use_cache)
        # The table that turns pieces into numbers also turns numbers into pieces.
        logits = read.last_hidden_state @ self.body.wte.weight.T
        return CausalLMOutputWithPast(logits=logits, past_key_values=read.past_key_values)

    def as_transformers(self) -> "PreTrainedModel":
        """The same network, with these weights and no others, as transformers itself has it."""
        from transformers import GPT2LMHeadModel

        with torch.device("meta"):  # no weights of its own
            model = GPT2LMHeadModel(deepcopy(self.body.config))
        model.transformer.load_state_dict(self.body.state_dict(), assign=True)
        model.tie_weights()
        model.train(False)
        return model

    def keep_tokenizer(self, text: str) -> None:
        """Put the tokenizer's JSON among the weights."""
        content = text.encode()
        assert len(content) <= TOKENIZER_BYTES, "a vocabulary of this size needs less"
        self.tokenizer_json[: len(content)] = torch.frombuffer(
            bytearray(content), dtype=torch.uint8
        )

    def tokenizer(self) -> "PreTrainedTokenizerBase":
        """The tokenizer that was kept."""
        from tokenizers import Tokenizer
        from transformers import PreTrainedTokenizerFast

        text = bytes(self.tokenizer_json.numpy()).decode()
        return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
            tokenizer_object=Tokenizer.from_str(text.strip()),
            unk_token=UNKNOWN, bos_token=END, eos_token=END, clean_up_tokenization_spaces=False,
        )  # fmt: skip
