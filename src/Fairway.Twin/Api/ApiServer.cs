using Fairway.Kube;
using Fairway.Kube.Hooks;
using Fairway.Kube.Usage;
using Fairway.Merge.Patches;
using Fairway.Schema.Protobuf;
using Fairway.Twin.Api.Access;
using Fairway.Twin.Api.Access.Bootstrap;
using Fairway.Twin.Api.Access.Tokens;
using Fairway.Twin.Api.Beats;
using Fairway.Twin.Api.Bootstrap;
using Fairway.Twin.Api.Definitions;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Flow;
using Fairway.Twin.Api.Kinds;
using Fairway.Twin.Api.Metrics;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Requests;
using Fairway.Twin.Api.Webhooks;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api;

/// <summary>
/// The API of one cluster, free of any transport: a request goes in, an answer or a stream comes out. HTTPS is one thin
/// face of it, the direct seam another.
/// </summary>
public sealed class ApiServer : IAsyncDisposable
{
    private readonly ClusterStore store;
    private readonly ApiContext context;
    private readonly ResourceVerbs verbs;
    private readonly NonResourcePaths others;
    private readonly IssuerDocuments issuer;
    private readonly ResourceCatalog catalog;
    private readonly DefinitionSettler settler;
    private readonly Authorizer access;
    private readonly TokenAuthenticator tokens;
    private readonly ApiServiceSettler services;
    private readonly BootstrapRights rights;
    private readonly BootstrapWriter bootstrap;
    private readonly ServiceAccountTokens accounts;
    private readonly RequestMetrics metrics;
    private readonly FlowSchemas flows;
    private readonly TimeProvider time;
    private readonly Heartbeats beats;
    private readonly bool isOwn;
    private volatile bool isUnsettled;
    private volatile bool isBootstrapped;

    /// <summary>Opens the API over a store. The store is the API's from then on, and is closed with it.</summary>
    public ApiServer(ApiServerOptions options)
    {
        store = options.Store;
        time = options.Time;
        catalog = new ResourceCatalog(store);
        context = new ApiContext(
            store, catalog, options.Time, new IdSource(options.Random), options.Features, options.Webhooks)
        {
            AccessOptions = options.Access,
            Hooks = options.Hooks,
        };
        tokens = context.Tokens;
        accounts = context.ServiceAccountTokens;
        access = context.Access;
        beats = context.Beats;
        verbs = new ResourceVerbs(context);
        settler = new DefinitionSettler(context);
        services = new ApiServiceSettler(context);
        rights = new BootstrapRights(store, time);
        bootstrap = new BootstrapWriter(context);
        issuer = new IssuerDocuments(options.Access, options.ServerAddress);
        others = new NonResourcePaths(context, options.ServerAddress);
        metrics = context.Metrics;
        flows = new FlowSchemas(store);
        // What the cluster has from its start may be missing, and a process may have died between a write of a
        // definition and what follows from it.
        isOwn = !options.Features.Bootstrap;
        isUnsettled = true;
    }

    /// <summary>
    /// Answers a call. Refusals are answers, too; the only exceptions are a cancellation, and faults of the twin
    /// itself.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async ValueTask<ApiReply> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        try
        {
            return await RouteAsync(call, cancel);
        }
        catch (ApiFailure refusal)
        {
            return Refused(call.Request, refusal);
        }
        catch (PatchException refusal)
        {
            return Refused(call.Request, PatchRefusals.From(refusal));
        }
        catch (StoreUnavailableException fault)
        {
            return Refused(call.Request, ApiFailure.StoreUnavailable(fault.Message));
        }
    }

    /// <summary>Under which flow schema a call falls; null where no schema matches. Only told, nothing waits.</summary>
    public FlowMatch? FlowOf(ApiCall call) =>
        flows.Find(RequestAttributes.Of(call.Request, ResourcePath.Split(call.Request.Path), call.User));

    /// <summary>The user whose bearer token it is: a service account's, or one of <see
    /// cref="AccessOptions.KnownTokens"/>. Null for nobody's.</summary>
    public ApiUser? Authenticate(string token) => tokens.Authenticate(token, []).User;

    /// <summary>Signs a token for a service account that holds as long as a secret, which is to hold it, is
    /// there.</summary>
    public string SignToken(string ns, (string Name, string Uid) account, (string Name, string Uid) secret) =>
        accounts.Sign(
            new TokenClaims(ns, new TokenReference(account.Name, account.Uid))
            {
                Secret = new TokenReference(secret.Name, secret.Uid),
            },
            "",
            null);

    /// <summary>Serves <c>metrics.k8s.io</c> from now on: what a meter says.</summary>
    public void Measure(IUsageMeter meter)
    {
        context.Meter = meter;
        catalog.ServeUsage();
        isUnsettled = true;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => store.DisposeAsync();

    private async ValueTask<ApiReply> RouteAsync(ApiCall asked, CancellationToken cancel)
    {
        var request = asked.Request;
        if (isUnsettled)
        {
            await SettleAsync();
        }

        var parts = ResourcePath.Split(request.Path);
        if (asked.Impersonate is not null)
        {
            asked = asked with { User = Impersonation.Act(access, asked, parts), Impersonate = null };
        }

        Authorize(asked, parts);
        if (ResourcePath.Parse(catalog.Table, parts) is not { } path)
        {
            return new ApiReply.Answer(issuer.Find(request, parts) ?? others.Answer(request, parts));
        }

        var watch = path.OldWatch || (path.Name is null && QueryBool.Read(request, "watch"));
        var binary = ProtobufWriter.Knows(path.Resource.ApiVersion, path.Resource.Kind);
        var isShown = path.Resource.Verbs is not ["create"];
        var representation = Representation.Negotiate(request.Accept, watch, binary, isShown);
        var call = new ResourceCall(request, path, representation, time) { User = asked.User, Beats = beats };
        if (!call.ChangesDefinitions)
        {
            return await HandleAsync(call, cancel);
        }

        try
        {
            return await HandleAsync(call, cancel);
        }
        finally
        {
            await SettleAsync();
        }
    }

    private void Authorize(ApiCall asked, string[] parts)
    {
        if (access.IsFree(asked.User))
        {
            return;
        }

        var wanted = RequestAttributes.Of(asked.Request, parts, asked.User);
        var decision = access.Decide(wanted);
        if (!decision.Allowed)
        {
            throw Refusal.Of(wanted, decision.Reason);
        }
    }

    private async ValueTask<ApiReply> HandleAsync(ResourceCall call, CancellationToken cancel)
    {
        var start = time.GetTimestamp();
        var code = 200;
        try
        {
            var reply = await verbs.HandleAsync(call, cancel);
            code = (reply as ApiReply.Answer)?.Response.Status ?? code;
            return reply;
        }
        catch (Exception refusal) when (refusal is ApiFailure or PatchException)
        {
            code = (refusal as ApiFailure)?.Code ?? ((PatchException)refusal).StatusCode;
            if (refusal is ApiFailure failure)
            {
                failure.Warnings = call.Warnings;
            }

            if (call.Request.Method != "GET")
            {
                // It may rest on a state that no reader is shown yet, and that may come to nothing.
                await store.SettleAsync();
            }

            throw;
        }
        finally
        {
            metrics.Count(call, code, time.GetElapsedTime(start));
        }
    }

    /// <summary>What cannot be written now is left to the next request.</summary>
    private async Task SettleAsync()
    {
        try
        {
            isUnsettled = true;
            if (!isBootstrapped)
            {
                await BeginAsync();
                isBootstrapped = true;
            }

            await settler.SettleAsync();
            if (!isOwn)
            {
                await services.SettleAsync();
            }

            isUnsettled = false;
        }
        catch (StoreUnavailableException)
        {
            // The request that caused it has its answer, or its own refusal.
        }
    }

    private async Task BeginAsync()
    {
        if (!store.IsNew)
        {
            await rights.UpdateAsync();
        }

        if (!isOwn)
        {
            await bootstrap.WriteAsync();
        }
    }

    private static ApiReply.Answer Refused(KubeRequest request, ApiFailure refusal) =>
        new(StatusObject.From(refusal, Representation.OfRefusal(request.Accept)));
}

/// <summary>What an <see cref="ApiServer"/> is made of.</summary>
/// <param name="Store">The cluster's objects.</param>
/// <param name="Time">The cluster's clock.</param>
/// <param name="Random">Source of uids and generated names; seeded where a history is to come again.</param>
public sealed record ApiServerOptions(ClusterStore Store, TimeProvider Time, Random Random)
{
    /// <summary>What the cluster does beside storing objects.</summary>
    public ApiFeatures Features { get; init; } = new();

    /// <summary>How those who ask are known.</summary>
    public AccessOptions Access { get; init; } = new();

    /// <summary>Host and port that <c>/api</c> names; clients ignore it, and the reference server has it.</summary>
    public string ServerAddress { get; init; } = "127.0.0.1:443";

    /// <summary>How webhooks are called; null where they cannot be, and those that must be asked refuse
    /// everything.</summary>
    public IWebhookCaller? Webhooks { get; init; }

    /// <summary>Who is told of what watches are given; null for nobody.</summary>
    public IHookPoints? Hooks { get; init; }
}
