using Fairway.Kube;
using Fairway.Twin.Api;
using Fairway.Twin.Api.Flow;
using Fairway.Twin.Faults;
using Fairway.Twin.Http.Requests;
using Fairway.Twin.Http.Responses;
using Fairway.Twin.Http.Security;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Fairway.Twin.Http;

/// <summary>
/// All that happens between the HTTP server and a cluster's core. There is no middleware, routing or context: one
/// method from request to response.
/// </summary>
internal sealed class FleetApplication(
    ClusterDirectory clusters, FaultBoard? faults, TimeProvider time, Action<string> log)
    : IHttpApplication<Exchange>
{
    private readonly FaultyHandler? faulty = faults is null ? null : new FaultyHandler(faults);

    /// <inheritdoc/>
    public Exchange CreateContext(IFeatureCollection contextFeatures) => new(contextFeatures);

    /// <inheritdoc/>
    public void DisposeContext(Exchange context, Exception? exception)
    {
    }

    /// <inheritdoc/>
    public async Task ProcessRequestAsync(Exchange context)
    {
        try
        {
            await ServeAsync(context);
        }
        catch (ConnectionAbortedException)
        {
            context.Abort();
        }
        catch (ConnectionCutException)
        {
            context.Abort();
        }
        catch (ConnectionResetException)
        {
            context.Abort();
        }
        catch (OperationCanceledException) when (context.Aborted.IsCancellationRequested)
        {
            context.Abort();
        }
        catch (BadHttpRequestException exception)
        {
            await AnswerOrAbortAsync(context, StatusAnswer.Transport(exception.StatusCode, exception.Message));
        }
        catch (Exception exception)
        {
            var id = RandomId.Short();
            log(FailureLine.Of(id, context.Method, context.RawTarget, exception));
            await AnswerOrAbortAsync(context, StatusAnswer.InternalError(id));
        }
    }

    private async ValueTask ServeAsync(Exchange exchange)
    {
        switch (Locate(exchange, out var target))
        {
            case TargetParse.NoCluster:
                await AnswerWriter.WriteAsync(exchange, StatusAnswer.NoCluster);
                break;
            case TargetParse.Malformed:
                await AnswerWriter.WriteAsync(
                    exchange, StatusAnswer.BadRequest("the path holds a percent sign that is no escape of UTF-8"));
                break;
            default:
                await ServeAsync(exchange, target);
                break;
        }
    }

    /// <summary>
    /// The path says which cluster is meant, or else the name by which TLS asked for its certificate.
    /// </summary>
    private static TargetParse Locate(Exchange exchange, out RequestTarget target)
    {
        var parsed = RequestTarget.Parse(exchange.RawTarget, out target);
        return parsed is TargetParse.NoCluster && ClusterAuthority.ClusterOf(exchange.ServerName) is { } named
            ? RequestTarget.ParseWithin(named, exchange.RawTarget, out target)
            : parsed;
    }

    private async ValueTask ServeAsync(Exchange exchange, RequestTarget target)
    {
        if (clusters.Find(target.ClusterId) is not { } cluster)
        {
            await AnswerWriter.WriteAsync(exchange, StatusAnswer.NoSuchCluster(target.ClusterId));
        }
        else if (CallerOf(exchange, cluster) is not { } caller)
        {
            exchange.Headers.WWWAuthenticate = "Bearer";
            await AnswerWriter.WriteAsync(exchange, StatusAnswer.Unauthorized);
        }
        else
        {
            await CallAsync(exchange, target, cluster, caller);
        }
    }

    private ApiUser? CallerOf(Exchange exchange, ServedCluster cluster) => cluster.Authenticate(
        exchange.RequestHeaders.Authorization, exchange.ClientCertificate, time.GetUtcNow());

    private async ValueTask CallAsync(
        Exchange exchange, RequestTarget target, ServedCluster cluster, ApiUser user)
    {
        if (MethodOf(exchange.Method) is not { } method)
        {
            exchange.Headers.Allow = "GET, HEAD, POST, PUT, PATCH, DELETE";
            await AnswerWriter.WriteAsync(exchange, StatusAnswer.MethodNotAllowed);
            return;
        }

        using var body = await exchange.ReadBodyAsync();
        if (body is null)
        {
            await AnswerWriter.WriteAsync(exchange, StatusAnswer.TooLarge);
            return;
        }

        var call = new ApiCall(RequestOf(exchange.RequestHeaders, target, method, body.Memory), user)
        {
            Impersonate = ImpersonationHeaders.Read(exchange.RequestHeaders),
        };
        if (cluster.Flows(call) is { } flow)
        {
            exchange.Headers[FlowMatch.SchemaHeader] = flow.SchemaUid;
            exchange.Headers[FlowMatch.LevelHeader] = flow.LevelUid;
        }

        switch (await HandleAsync(cluster, call, exchange.Aborted))
        {
            case ApiReply.Answer answer:
                await AnswerWriter.WriteAsync(exchange, answer.Response);
                break;
            case ApiReply.Stream stream:
                await WatchWriter.WriteAsync(exchange, stream.Session, cluster.Ended.Token);
                break;
        }
    }

    private ValueTask<ApiReply> HandleAsync(ServedCluster cluster, ApiCall call, CancellationToken cancel) =>
        faulty is null
            ? cluster.Handler(call, cancel)
            : faulty.HandleAsync(cluster.Id, call, cluster.Handler.Invoke, cancel);

    /// <summary>The method that the core sees; null for one that no resource has.</summary>
    private static string? MethodOf(string method) => method switch
    {
        "GET" or "POST" or "PUT" or "PATCH" or "DELETE" => method,
        "HEAD" => "GET",
        _ => null,
    };

    private static KubeRequest RequestOf(
        IHeaderDictionary headers, RequestTarget target, string method, ReadOnlyMemory<byte> body) => new()
        {
            Method = method,
            Path = target.Path,
            Query = target.Query,
            Accept = headers.Accept,
            ContentType = headers.ContentType,
            UserAgent = headers.UserAgent.ToString(),
            IfNoneMatch = headers.IfNoneMatch,
            Body = body,
        };

    private static async ValueTask AnswerOrAbortAsync(Exchange exchange, KubeResponse response)
    {
        if (exchange.HasStarted)
        {
            exchange.Abort();
            return;
        }

        try
        {
            await AnswerWriter.WriteAsync(exchange, response);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            exchange.Abort();
        }
    }
}
