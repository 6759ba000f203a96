using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;
using Fairway.Tests.Workloads.Rows;
using Fairway.Workloads.Pods;
using Fairway.Workloads.StatefulSets;
using Xunit;

namespace Fairway.Tests.Workloads.StatefulSets;

/// <summary>What becomes of the claims of an Advanced StatefulSet, against OpenKruise's own rows.</summary>
public sealed class StatefulSetClaimRowTests
{
    private static readonly KruiseTable Owners = KruiseTable.Load("statefulsets/claim-owners");

    private static readonly KruiseTable Waits = KruiseTable.Load("statefulsets/claim-waits");

    private static readonly KruiseTable Available = KruiseTable.Load("statefulsets/available");

    public static TheoryData<string> OwnerRows => Owners.Names;

    public static TheoryData<string> WaitRows => Waits.Names;

    public static TheoryData<string> AvailableRows => Available.Names;

    [Theory, MemberData(nameof(OwnerRows))]
    public void A_claim_is_of_whom_OpenKruise_gives_it_to(string name)
    {
        var row = Owners.Row(name);
        var claim = Claim("data-s-1", row.Words("owners").Select(owner => owner switch
        {
            "pod" => new OwnerReference("v1", "Pod", "s-1", "uid-s-1"),
            "set" => new OwnerReference("apps.kruise.io/v1beta1", "StatefulSet", "s", "u"),
            _ => new OwnerReference("v1", "Pod", owner, owner),
        }));
        var spec = $"{Policy(row["scaled"], row["deleted"])},\"replicas\":{(row["pod"] == "kept" ? 2 : 1)},"
            + Templates("data");

        var own = ClaimRetention.Decide(Draft(spec, [PodText.Read("s-1:ready")], [claim]))
            .OfType<WorkloadAction.Own>().SingleOrDefault();

        var told = (own?.Owners ?? claim.Meta.Owners).Select(owner => owner.Uid switch
        {
            "uid-s-1" => "pod",
            "u" => "set",
            var other => other,
        }).OrderBy(owner => owner.StartsWith("rand", StringComparison.Ordinal));
        Owners.Check(name, string.Join(' ', told) is { Length: > 0 } text ? text : "-");
    }

    [Theory, MemberData(nameof(WaitRows))]
    public void A_pod_waits_for_claims_that_are_going_as_with_OpenKruise(string name)
    {
        var row = Waits.Row(name);
        var words = row.Words("claims");
        var claims = words.Index().Where(one => one.Item != "missing").Select(one => Claim(
            $"claim-{one.Index}-s-3",
            one.Item switch
            {
                "ours" => [new OwnerReference("v1", "Pod", "s-3", "uid-s-3")],
                "stale" => [new OwnerReference("v1", "Pod", "s-3", "stale")],
                _ => [],
            },
            one.Item == "deleting"));
        var pods = new[] { "s-0", "s-1", "s-2" }.Concat(row["pod"] == "-" ? [] : ["s-3"]);
        var spec = $"{Policy("Delete", "Retain")},\"replicas\":4,"
            + Templates([.. words.Select((_, i) => $"claim-{i}")]);
        var actions = new List<WorkloadAction>();

        AdvancedStatefulSetScaling.FillPlaces(
            Draft(spec, [.. pods.Select(pod => PodText.Read($"{pod}:new,ready=60"))], [.. claims]), actions);

        var isMade = row["pod"] != "-" || actions.OfType<WorkloadAction.CreatePod>().Any();
        Waits.Check(name, isMade ? "no" : "yes");
    }

    [Theory, MemberData(nameof(AvailableRows))]
    public void A_pod_is_available_when_it_is_with_OpenKruise(string name)
    {
        var row = Available.Row(name);
        var rolling = $"\"updateStrategy\":{{\"rollingUpdate\":{{\"minReadySeconds\":{row["minReady"]}}}}}";

        Available.Check(name, Draft(rolling, [], []).IsAvailable(PodText.Read(row["pod"])) ? "yes" : "no");
    }

    private static string Policy(string scaled, string deleted) =>
        $"\"persistentVolumeClaimRetentionPolicy\":{{\"whenScaled\":\"{scaled}\",\"whenDeleted\":\"{deleted}\"}}";

    private static string Templates(params string[] names) => "\"volumeClaimTemplates\":["
        + string.Join(',', names.Select(name => $"{{\"metadata\":{{\"name\":\"{name}\"}}}}")) + "]";

    private static LabelledView Claim(string name, IEnumerable<OwnerReference> owners, bool isDeleting = false) =>
        new(new ObjectMeta
        {
            Name = name,
            Namespace = "default",
            Owners = [.. owners],
            DeletedAt = isDeleting ? PodText.Now : null,
        });

    private static AdvancedStatefulSetDraft Draft(
        string spec, ImmutableArray<PodView> pods, ImmutableArray<LabelledView> claims)
    {
        var revision = StatefulSetRowTests.Revision("new", 1, "a");
        return new AdvancedStatefulSetDraft(
            new AdvancedStatefulSetObservation(StatefulSetRowTests.Set(spec, "a"), PodText.Now) { Claims = claims },
            pods, [revision], revision);
    }
}
