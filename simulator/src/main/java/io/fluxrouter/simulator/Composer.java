package io.fluxrouter.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Decides what the model answers. Equal requests to providers of equal seed get equal answers; only
 * the cached tokens depend on what came before. Thread-safe.
 */
final class Composer {
    private static final Pattern REASONING_MODEL =
            Pattern.compile("\\b(o1|o3|o4)\\b|gpt-5|reasoner|thinking|opus");
    private static final int REASONING_STEP = 64;

    private final long seed;
    private final PromptCache cache = new PromptCache();

    Composer(long seed) {
        this.seed = seed;
    }

    Answer compose(ChatRequest request, List<Fault> faults) {
        int[] prompt = PromptTokens.of(request);
        RandomGenerator random =
                new SplittableRandom(Hash.add(Hash.of(prompt), seed * 31 + request.seed()));
        List<Answer.Choice> choices = new ArrayList<>();
        for (int i = 0; i < request.choices(); i++) choices.add(choice(request, faults, random));
        return new Answer(choices, prompt.length, cache.touch(request.model(), prompt));
    }

    private static Answer.Choice choice(
            ChatRequest request, List<Fault> faults, RandomGenerator random) {
        int reasoning = reasoningTokens(request, random);
        Optional<Fault.Overrun> overrun = Fault.find(faults, Fault.Overrun.class);
        if (overrun.isPresent()) return exactly(overrun.get().tokens(), reasoning, random);
        Optional<Fault.MakeTokens> make = Fault.find(faults, Fault.MakeTokens.class);
        if (make.isPresent()) {
            return limited(exactly(make.get().tokens(), reasoning, random), request.tokenLimit());
        }
        return limited(ordinary(request, reasoning, random), request.tokenLimit());
    }

    /** Plain text of exactly this many tokens, at most half of them reasoning. */
    private static Answer.Choice exactly(int tokens, int reasoning, RandomGenerator random) {
        int hidden = Math.min(reasoning, tokens / 2);
        List<Tokens.Piece> text = Prose.exactly(tokens - hidden, random);
        return new Answer.Choice(Answer.ToolCall.NONE, text, hidden, "stop");
    }

    private static Answer.Choice ordinary(
            ChatRequest request, int reasoning, RandomGenerator random) {
        JsonNode function = request.functionToCall();
        if (function == null) {
            return new Answer.Choice(
                    Answer.ToolCall.NONE, content(request, random), reasoning, "stop");
        }
        String name = function.path("name").stringValue("");
        String arguments = SchemaFiller.fill(function.path("parameters"), random).toString();
        var call = new Answer.ToolCall(Ids.next("call_", 24, random), name, Tokens.count(name));
        return new Answer.Choice(call, Tokens.pieces(arguments), reasoning, "tool_calls");
    }

    private static List<Tokens.Piece> content(ChatRequest request, RandomGenerator random) {
        @Nullable JsonNode schema = request.answerSchema();
        if (schema != null) return Tokens.pieces(SchemaFiller.fill(schema, random).toString());
        List<Tokens.Piece> prose = Prose.about(AnswerLength.of(request.question(), random), random);
        if (!request.wantsJsonObject()) return prose;
        StringBuilder text = new StringBuilder();
        prose.forEach(piece -> text.append(piece.text()));
        return Tokens.pieces("{\"answer\":" + Json.quoted(text.toString()) + "}");
    }

    /** The beginning of the choice that the limit allows. Reasoning comes first and counts too. */
    private static Answer.Choice limited(Answer.Choice choice, int limit) {
        if (choice.tokens() <= limit) return choice;
        int hidden = Math.min(choice.reasoning(), limit);
        int nameTokens = Math.min(choice.call().nameTokens(), limit - hidden);
        var call = new Answer.ToolCall(choice.call().id(), choice.call().name(), nameTokens);
        List<Tokens.Piece> pieces = Tokens.first(choice.pieces(), limit - hidden - nameTokens);
        return new Answer.Choice(call, pieces, hidden, "length");
    }

    private static int reasoningTokens(ChatRequest request, RandomGenerator random) {
        if (!REASONING_MODEL.matcher(request.model()).find()) return 0;
        return switch (request.reasoningEffort()) {
            case "none", "minimal" -> 0;
            case "low" -> REASONING_STEP * random.nextInt(1, 3);
            case "high", "xhigh" -> REASONING_STEP * random.nextInt(8, 21);
            default -> REASONING_STEP * random.nextInt(2, 9);
        };
    }
}
