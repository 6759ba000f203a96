using System.Collections.Immutable;
using Fairway.Kube;
using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Garbage;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour;

public sealed class GarbagePlannerTests
{
    [Fact]
    public void An_object_whose_owners_are_all_gone_is_deleted()
    {
        var deletion = Assert.IsType<GarbageAction.Delete>(Assert.Single(Plan(
            Node("child", owners: ["a", "b"]), [OwnerPresence.Absent, OwnerPresence.Absent])));

        Assert.Equal("Background", deletion.Propagation);
    }

    [Fact]
    public void An_object_with_an_owner_left_only_loses_the_others()
    {
        var kept = Assert.IsType<GarbageAction.KeepOwners>(Assert.Single(Plan(
            Node("child", owners: ["a", "b"]), [OwnerPresence.Absent, OwnerPresence.Present])));

        Assert.Equal("b", Assert.Single(kept.Owners).Uid);
    }

    [Fact]
    public void An_owner_that_waits_takes_its_dependents_and_theirs_first()
    {
        var child = Node("child", owners: ["a"]);
        var grandchild = Node("grandchild", owners: ["child"]);

        var deep = Plan(child, [OwnerPresence.WaitsForDependents], grandchild);
        var flat = Plan(child, [OwnerPresence.WaitsForDependents]);

        Assert.Equal("Foreground", Assert.IsType<GarbageAction.Delete>(Assert.Single(deep)).Propagation);
        Assert.Equal("Background", Assert.IsType<GarbageAction.Delete>(Assert.Single(flat)).Propagation);
    }

    [Fact]
    public void A_waiting_owner_goes_when_no_dependent_blocks_it()
    {
        var owner = Node("a", finalizer: WellKnown.ForegroundFinalizer);
        var free = Node("child", owners: ["a"]);
        var blocking = Block(free);

        Assert.Empty(Plan(owner, [], blocking));
        Assert.IsType<GarbageAction.RemoveFinalizer>(Assert.Single(Plan(owner, [], free)));
    }

    [Fact]
    public void An_owner_that_leaves_orphans_gives_them_free_and_goes()
    {
        var actions = Plan(Node("a", finalizer: WellKnown.OrphanFinalizer), [], Node("child", owners: ["a", "b"]));

        Assert.Equal("b", Assert.Single(Assert.IsType<GarbageAction.KeepOwners>(actions[0]).Owners).Uid);
        Assert.Equal(WellKnown.OrphanFinalizer, Assert.IsType<GarbageAction.RemoveFinalizer>(actions[1]).Finalizer);
    }

    [Fact]
    public void What_is_going_already_or_owned_by_nobody_is_left_alone()
    {
        Assert.Empty(Plan(Node("a"), []));
        Assert.Empty(Plan(Node("a", owners: ["b"]), [OwnerPresence.Present]));
        Assert.Empty(Plan(Node("a", finalizer: "example.com/f"), []));
    }

    private static ImmutableArray<GarbageAction> Plan(
        GraphNode item, OwnerPresence[] presence, params GraphNode[] dependents) =>
        GarbagePlanner.Plan(new GarbageObservation(
            item,
            [.. item.Meta.Owners.Zip(presence, (reference, p) => new OwnerState(reference, p))],
            [.. dependents]));

    private static GraphNode Block(GraphNode node) => node with
    {
        Meta = node.Meta with { Owners = [.. node.Meta.Owners.Select(o => o with { BlockOwnerDeletion = true })] },
    };

    private static GraphNode Node(string uid, string[]? owners = null, string? finalizer = null) => new(
        KubeResources.ConfigMaps,
        new ObjectMeta
        {
            Name = uid,
            Namespace = "default",
            Uid = uid,
            Owners = [.. (owners ?? []).Select(o => new OwnerReference("v1", "ConfigMap", o, o))],
            Finalizers = finalizer is null ? [] : [finalizer],
            DeletedAt = finalizer is null ? null : DateTimeOffset.UnixEpoch,
        });
}
