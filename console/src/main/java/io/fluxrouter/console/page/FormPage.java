package io.fluxrouter.console.page;

import io.fluxrouter.console.http.Reply;
import io.fluxrouter.core.refusal.ApiError;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A page with forms, which shows what was wrong with one that was sent. */
@FunctionalInterface
public interface FormPage {

    Reply show(Visit visit, int status, @Nullable String problem);

    /**
     * Leads on after the write, or shows the page with why it was refused. What is not there stays
     * a 404.
     */
    default Reply answer(Visit visit, String leadsTo, Consumer<Visit> write) {
        try {
            write.accept(visit);
        } catch (ApiError refusal) {
            int status = refusal.refusal().status();
            if (status == 404) throw refusal;
            return show(visit, status, refusal.message());
        }
        return Reply.seeOther(leadsTo);
    }
}
