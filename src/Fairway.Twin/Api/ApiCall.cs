using Fairway.Kube;
using Fairway.Twin.Api.Access;

namespace Fairway.Twin.Api;

/// <summary>A request together with who makes it. Authentication is the face's business, authorisation the
/// core's.</summary>
public sealed record ApiCall(KubeRequest Request, ApiUser User)
{
    /// <summary>As whom the user wants to act; null for nobody else.</summary>
    public ImpersonatedUser? Impersonate { get; init; }
}

/// <summary>Who asks.</summary>
public sealed record ApiUser(string Name, IReadOnlyList<string> Groups, string? Uid = null)
{
    /// <summary>What authentication knows beside (a token's id, the pod it is bound to): name to values, ordered by
    /// name.</summary>
    public IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> Extra { get; init; } = [];

    /// <summary>The user of calls that come from inside the process, and of the embedded fleet's own
    /// kubeconfig.</summary>
    public static ApiUser Admin { get; } = new("fairway-admin", ["system:masters", "system:authenticated"]);
}

/// <summary>What the core answers.</summary>
public abstract record ApiReply
{
    private ApiReply()
    {
    }

    /// <summary>A whole answer.</summary>
    public sealed record Answer(KubeResponse Response) : ApiReply;

    /// <summary>A watch: status 200, then frames until it ends.</summary>
    public sealed record Stream(WatchSession Session) : ApiReply;
}
