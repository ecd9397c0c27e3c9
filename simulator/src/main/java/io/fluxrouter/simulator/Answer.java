package io.fluxrouter.simulator;

import java.util.List;

/** What the model says: one or more choices, and the prompt's tokens. */
record Answer(List<Choice> choices, int promptTokens, int cachedTokens) {

    /**
     * One choice: text, or the arguments of one tool call.
     *
     * @param call the call whose arguments the pieces are, or {@link ToolCall#NONE}
     * @param pieces the visible text
     * @param reasoning hidden tokens before the text
     */
    record Choice(ToolCall call, List<Tokens.Piece> pieces, int reasoning, String finishReason) {

        /** Completion tokens that are not in the pieces. */
        int tokensBeforePieces() {
            return reasoning + call.nameTokens;
        }

        int tokens() {
            return tokensBeforePieces() + Tokens.count(pieces);
        }

        String text() {
            StringBuilder text = new StringBuilder();
            pieces.forEach(piece -> text.append(piece.text()));
            return text.toString();
        }
    }

    /** The identity of a tool call; an empty name means that there is none. */
    record ToolCall(String id, String name, int nameTokens) {
        static final ToolCall NONE = new ToolCall("", "", 0);

        boolean exists() {
            return !name.isEmpty();
        }
    }

    Usage usage() {
        long completion = choices.stream().mapToLong(Choice::tokens).sum();
        long reasoning = choices.stream().mapToLong(Choice::reasoning).sum();
        return new Usage(promptTokens, completion, cachedTokens, reasoning);
    }
}
