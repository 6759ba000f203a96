using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Schema.Json;
using Fairway.Schema.Pods;
using Fairway.Schema.Quantities;
using Fairway.Schema.Quotas;
using Fairway.Schema.Resources;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Admission.Quotas;

/// <summary>
/// <c>ResourceQuota</c>, the last of all: what a write uses is charged to every quota of the namespace that counts it,
/// by compare-and-swap of <c>status.used</c>. What is charged for a write that comes to nothing, the controller that
/// recounts gives back.
/// </summary>
internal sealed class QuotaAdmission(AdmissionContext context) : IValidatingAdmission
{
    private const string Storage = "resourcequotas";
    private static readonly ResourceType Row = ResourceTable.BuiltIn.Find("", "v1", Storage)!;

    public bool Concerns(AdmissionRequest request) =>
        context.Store.Objects(Storage).Count > 0 && request.Namespace.Length > 0 && request.Object is not null
        && !request.Is("", "namespaces") && MayGrow(request);

    public async ValueTask ValidateAsync(AdmissionRequest request, CancellationToken cancel)
    {
        var keys = Quotas(request.Namespace);
        if (keys.Count == 0)
        {
            return;
        }

        var name = request.Resource.QualifiedName;
        var more = QuotaUsage.Of(name, request.Object!);
        if (request.Old is { } old)
        {
            Subtract(more, QuotaUsage.Of(name, old));
        }

        // All must agree before any is charged.
        var charges = keys.Select(key => Charge(request, key, more)).OfType<StoreWrite.Replace>().ToList();
        if (request.DryRun)
        {
            return;
        }

        foreach (var charge in charges)
        {
            await CommitAsync(request, charge, more, cancel);
        }
    }

    // Whether the operation on the kind may use more than before.
    private static bool MayGrow(AdmissionRequest request) => request.Resource.QualifiedName switch
    {
        "pods" => request is { Operation: AdmissionOperation.Create, Subresource: "" }
            or { Operation: AdmissionOperation.Update, Subresource: "resize" },
        "services" or "persistentvolumeclaims" =>
            request.Subresource.Length == 0 && request.Operation != AdmissionOperation.Delete,
        _ => request is { Operation: AdmissionOperation.Create, Subresource: "" },
    };

    private async Task CommitAsync(
        AdmissionRequest request, StoreWrite.Replace charge, SortedDictionary<string, Quantity> more,
        CancellationToken cancel)
    {
        var key = charge.Draft.Key;
        for (var write = charge; write is not null; write = Charge(request, key, more))
        {
            var result = await context.Store.CommitAsync(write, cancel);
            if (result.Outcome == CommitOutcome.Committed)
            {
                return;
            }
        }
    }

    private List<ObjectKey> Quotas(string ns)
    {
        var view = context.Store.View(Storage);
        var (start, count) = view.RangeOf(ns).GetOffsetAndLength(view.Count);
        return [.. Enumerable.Range(start, count).Select(i => view[i].Key)];
    }

    /// <summary>The write that charges a quota; null where it does not count the object.</summary>
    /// <exception cref="Errors.ApiFailure">403: the quota does not allow it.</exception>
    private StoreWrite.Replace? Charge(
        AdmissionRequest request, ObjectKey key, SortedDictionary<string, Quantity> more)
    {
        if (context.Store.Head(Storage, key) is not { } head)
        {
            return null;
        }

        var quota = (JsonObject)JsonReader.Read(head.Json.Span).Node!;
        var hard = PodResources.Read(quota["status"]?["hard"]);
        var used = PodResources.Read(quota["status"]?["used"]);
        if (!QuotaScopes.Select(quota, request.Resource.QualifiedName, request.Object!))
        {
            return null;
        }

        CheckConstraints(request, key.Name, hard);
        var counted = more.Where(m => hard.ContainsKey(m.Key)).ToList();
        if (counted.Find(c => !used.ContainsKey(c.Key)) is { Key: not null })
        {
            throw request.Forbidden(
                $"status unknown for quota: {key.Name}, resources: {string.Join(',', counted.Select(c => c.Key))}");
        }

        if (counted.TrueForAll(c => c.Value.Sign == 0))
        {
            return null;
        }

        CheckBounds(request, key.Name, counted, (hard, used));
        foreach (var (name, quantity) in counted)
        {
            quota["status"]!["used"]![name] = (used[name] + quantity).ToString();
        }

        return new StoreWrite.Replace(Storage, StoredTree.Draft(Row, quota), head.Revision);
    }

    private static void CheckConstraints(
        AdmissionRequest request, string name, SortedDictionary<string, Quantity> hard)
    {
        if (request.Is("", "pods") && QuotaConstraints.Problem(hard.Keys, request.Object!) is { } problem)
        {
            throw request.Forbidden($"failed quota: {name}: {problem}");
        }
    }

    private static void CheckBounds(
        AdmissionRequest request, string name, List<KeyValuePair<string, Quantity>> counted,
        (SortedDictionary<string, Quantity> Hard, SortedDictionary<string, Quantity> Used) quota)
    {
        var exceeded = counted
            .Where(c => c.Value.Sign > 0 && quota.Used[c.Key] + c.Value > quota.Hard[c.Key])
            .ToList();
        if (exceeded.Count > 0)
        {
            string Show(Func<string, Quantity> of) => string.Join(',', exceeded.Select(e => $"{e.Key}={of(e.Key)}"));
            throw request.Forbidden(
                $"exceeded quota: {name}, requested: {Show(key => exceeded.Find(e => e.Key == key).Value)}, "
                + $"used: {Show(key => quota.Used[key])}, limited: {Show(key => quota.Hard[key])}");
        }
    }

    private static void Subtract(SortedDictionary<string, Quantity> more, SortedDictionary<string, Quantity> before)
    {
        foreach (var (name, quantity) in before)
        {
            more[name] = more.TryGetValue(name, out var now) ? now - quantity : default(Quantity) - quantity;
        }
    }
}
