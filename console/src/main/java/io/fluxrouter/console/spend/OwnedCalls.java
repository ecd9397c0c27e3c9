package io.fluxrouter.console.spend;

import io.fluxrouter.billing.input.Page;
import io.fluxrouter.console.api.Paging;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Reply;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The five calls about a kind of thing that belongs to a customer. A key may read those of its
 * customer; only the operator moves them, so that a key that got lost cannot lift what bounds it.
 */
abstract class OwnedCalls<T> {
    private final String all;
    private final String one;

    OwnedCalls(String path) {
        this.all = path;
        this.one = path + "/{id}";
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post(all, Access.ADMIN, call -> Reply.created(json(create(call)))),
                Endpoint.get(all, Access.ADMIN_OR_CALLER, this::list),
                Endpoint.get(one, Access.ADMIN_OR_CALLER, call -> Reply.ok(json(own(call)))),
                Endpoint.patch(one, Access.ADMIN, call -> Reply.ok(json(update(call)))),
                Endpoint.delete(one, Access.ADMIN, this::archive));
    }

    abstract T create(ApiCall call);

    abstract T update(ApiCall call);

    abstract void archive(UUID id);

    /** Those of a customer, of everybody for null. */
    abstract List<T> list(@Nullable UUID customerId, Page page);

    abstract Optional<T> find(UUID id);

    abstract UUID customerOf(T thing);

    abstract ObjectNode json(T thing);

    /** The thing that the path names, if the call may see it. */
    final T own(ApiCall call) {
        T thing = find(call.pathId("id")).orElseThrow(() -> Owner.notFound("id"));
        Owner.require(call, customerOf(thing));
        return thing;
    }

    private Reply list(ApiCall call) {
        Paging paging = Paging.of(call);
        return paging.reply(list(Owner.listed(call), paging.page()), this::json);
    }

    private Reply archive(ApiCall call) {
        archive(call.pathId("id"));
        return Reply.noContent();
    }
}
