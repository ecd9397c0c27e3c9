package io.fluxrouter.simulator;

import java.util.List;

/** Usage as OpenAI writes it, and what the faults make of it. */
final class UsageJson {
    private UsageJson() {}

    /** The usages that a reply reports: normally one, none when omitted, two when doubled. */
    static List<Usage> reported(Usage served, List<Fault> faults) {
        if (Fault.has(faults, Fault.OmitUsage.class)) return List.of();
        Usage said =
                Fault.find(faults, Fault.ClaimUsage.class)
                        .map(Fault.ClaimUsage::claim)
                        .orElse(Fault.has(faults, Fault.ZeroUsage.class) ? Usage.ZERO : served);
        return Fault.has(faults, Fault.DoubleUsage.class) ? List.of(said, said) : List.of(said);
    }

    static String member(Usage usage) {
        return ",\"usage\":{\"prompt_tokens\":"
                + usage.prompt()
                + ",\"completion_tokens\":"
                + usage.completion()
                + ",\"total_tokens\":"
                + usage.total()
                + ",\"prompt_tokens_details\":{\"cached_tokens\":"
                + usage.cached()
                + ",\"audio_tokens\":0},\"completion_tokens_details\":{\"reasoning_tokens\":"
                + usage.reasoning()
                + ",\"audio_tokens\":0,\"accepted_prediction_tokens\":0"
                + ",\"rejected_prediction_tokens\":0}}";
    }
}
