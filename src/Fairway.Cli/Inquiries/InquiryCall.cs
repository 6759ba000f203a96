using System.Text.Json.Nodes;
using System.Threading.Channels;
using Fairway.Api;
using Fairway.Api.Inquiries;
using Fairway.Cli.Connections;
using Fairway.Kube;
using Fairway.Kube.Caching;

namespace Fairway.Cli.Inquiries;

/// <summary>Asks the manager about a cluster: creates an Inquiry, waits for its answer, and takes it away.</summary>
internal static class InquiryCall
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly KubeResource Resource = FairwayResources.Of<Inquiry>();

    /// <summary>The answer.</summary>
    /// <exception cref="CliFailure">There is none; the message says why.</exception>
    public static async Task<JsonObject> AskAsync(MetaSession session, string cluster, JsonObject question)
    {
        var key = await CreateAsync(session, cluster, question);
        try
        {
            using var limit = new CancellationTokenSource(Patience, session.Environment.Time);
            using var patient = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, session.Stopped);
            var status = await WaitAsync(session, key, patient.Token);
            return status.Answer ?? throw new CliFailure(status.Failure ?? "there is no answer")
            {
                ExitCode = ExitCodes.NoAnswer,
            };
        }
        catch (OperationCanceledException) when (!session.Stopped.IsCancellationRequested)
        {
            throw new CliFailure($"no manager has answered within {Patience.TotalSeconds:0} s: is one running?")
            {
                ExitCode = ExitCodes.Timeout,
            };
        }
        finally
        {
            await session.Api.DeleteIfPresentAsync(Resource, key, null, CancellationToken.None);
        }
    }

    private static async Task<ObjectKey> CreateAsync(MetaSession session, string cluster, JsonObject question)
    {
        var body = new JsonObject
        {
            ["apiVersion"] = Resource.ApiVersion,
            ["kind"] = Resource.Kind,
            ["metadata"] = new JsonObject { ["generateName"] = "ask-" },
            ["spec"] = question,
        };
        try
        {
            var made = await session.Api.CreateAsync(Resource, cluster, body, null, session.Stopped);
            return new ObjectKey(cluster, made.Read(ApiJson.Default.Inquiry).Metadata.Name);
        }
        catch (KubeApiException e) when (e.IsNotFound && e.Message.Contains("namespaces", StringComparison.Ordinal))
        {
            throw new CliFailure($"there is no cluster {cluster}", e) { ExitCode = ExitCodes.NotFound };
        }
    }

    private static async Task<InquiryStatus> WaitAsync(MetaSession session, ObjectKey key, CancellationToken cancel)
    {
        var cache = new ObjectCache<Inquiry>(
            session.Api, Resource, ApiJson.Default.Inquiry, session.Environment, CacheScope.One(key));
        var changes = Channel.CreateBounded<bool>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var subscription = cache.Subscribe(_ => changes.Writer.TryWrite(true));
        var running = cache.RunAsync(ending.Token);
        try
        {
            while (true)
            {
                if (cache.Find(key)?.Value.Status is { AnsweredAt: not null } status)
                {
                    return status;
                }

                await changes.Reader.ReadAsync(cancel);
            }
        }
        finally
        {
            await ending.CancelAsync();
            await running;
        }
    }
}
