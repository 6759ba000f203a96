using Fairway.Kube.Requests;

namespace Fairway.Kube.Hooks;

/// <summary>A call of a resource's verb, other than a watch.</summary>
/// <param name="Point">Which of the seven verbs.</param>
/// <param name="Request">The request as sent.</param>
/// <param name="Target">What its path names.</param>
/// <param name="Reconcile">The reconcile that calls; null for callers outside of one, such as event recorders.</param>
public sealed record HookedCall(
    HookPoint Point, KubeRequest Request, RequestTarget Target, HookedReconcile? Reconcile)
{
    /// <summary>Whether it may change something: no read, no dry run.</summary>
    public bool IsWrite => Point is not (HookPoint.Get or HookPoint.List) && Request.QueryValue("dryRun") is null;

    /// <summary>Of a request; null where it names no resource (discovery, health).</summary>
    public static HookedCall? Of(KubeRequest request) => RequestTarget.Parse(request.Path) is { } target
        ? new HookedCall(PointOf(request.Method, target), request, target, HookedReconcile.Current)
        : null;

    private static HookPoint PointOf(string method, RequestTarget target) => method switch
    {
        "POST" => HookPoint.Create,
        "PUT" => HookPoint.Update,
        "PATCH" => HookPoint.Patch,
        "DELETE" => target.Name is null ? HookPoint.DeleteCollection : HookPoint.Delete,
        _ => target.Name is null ? HookPoint.List : HookPoint.Get,
    };
}
