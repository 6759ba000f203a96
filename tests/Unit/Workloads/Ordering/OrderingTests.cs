using System.Collections.Immutable;
using System.Globalization;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;
using Fairway.Tests.Workloads.Rows;
using Fairway.Workloads.Ordering;
using Xunit;

namespace Fairway.Tests.Workloads.Ordering;

/// <summary>The order in which pods are updated.</summary>
public sealed class OrderingTests
{
    private static readonly KruiseTable Rows = KruiseTable.Load("ordering/scattering");

    private static readonly KruiseTable Priorities = KruiseTable.Load("ordering/priorities");

    private static readonly KruiseTable Deletions = KruiseTable.Load("ordering/deletions");

    public static TheoryData<string> Numbers => Rows.Names;

    public static TheoryData<string> DeletionRows => Deletions.Names;

    public static TheoryData<string> PriorityRows => Priorities.Names;

    [Theory, MemberData(nameof(Numbers))]
    public void Pods_are_scattered_as_OpenKruise_scatters_them(string number)
    {
        var row = Rows.Row(number);
        var pods = row["pods"].Split(' ')
            .Select((labels, i) => Pod(i, [.. labels.Where(char.IsLetter).Select(l => ($"{l}", "yes"))]))
            .ToImmutableArray();
        var scattering = new Scattering([.. row["terms"].Where(char.IsLetter).Select(l => ($"{l}", "yes"))]);

        var waiting = pods[..row.Words("expected").Length];
        Rows.Check(number, string.Join(' ', scattering.Sort(waiting, pods).Select(p => p.Meta.Name)));
    }

    [Theory, MemberData(nameof(PriorityRows))]
    public void Pods_come_by_priority_as_with_OpenKruise(string number)
    {
        var row = Priorities.Row(number);
        var priority = new UpdatePriority
        {
            Weights = [.. row.Words("weights").Select(word => word.Split(':')).Select(parts =>
                (int.Parse(parts[0], CultureInfo.InvariantCulture), LabelSelector.MatchLabels(Pair(parts[1]))))],
            Keys = [.. row.Words("keys")],
        };
        var pods = row.Words("pods")
            .Select((labels, i) => Pod(i, labels == "." ? [] : [.. labels.Split(',').Select(Pair)]));

        Priorities.Check(number, string.Join(' ', Order(priority, [.. pods])));
    }

    [Theory, MemberData(nameof(DeletionRows))]
    public void Pods_go_in_the_order_of_OpenKruise(string number)
    {
        var pods = PodText.ReadAll(Deletions.Row(number).Words("pods"));

        var order = DeletionRank.First(pods.Length, pods).Select(p => p.Meta.Name);

        Deletions.Check(number, string.Join(' ', order));
    }

    [Fact]
    public void A_greater_weight_comes_first_and_equals_stay_as_they_are()
    {
        var priority = new UpdatePriority
        {
            Weights =
            [
                (10, LabelSelector.MatchLabels(("a", "yes"))),
                (20, LabelSelector.MatchLabels(("b", "yes"))),
            ],
        };

        Assert.Equal(
            ["3", "2", "1", "0", "4"],
            Order(priority, Pod(0), Pod(1, ("a", "yes")), Pod(2, ("b", "yes")), Pod(3, ("a", "yes"), ("b", "yes")),
                Pod(4)));
    }

    [Fact]
    public void A_greater_number_of_the_first_key_comes_first_after_pods_without_a_key()
    {
        var priority = new UpdatePriority { Keys = ["k", "l"] };

        Assert.Equal(
            ["3", "1", "0", "4", "2"],
            Order(priority, Pod(0, ("k", "x-2")), Pod(1, ("k", "x-10")), Pod(2, ("l", "9")), Pod(3),
                Pod(4, ("k", "none"))));
    }

    private static (string, string) Pair(string text) => (text[..text.IndexOf('=')], text[(text.IndexOf('=') + 1)..]);

    private static IEnumerable<string> Order(UpdatePriority priority, params ImmutableArray<PodView> pods) =>
        priority.Sort(pods).Select(p => p.Meta.Name);

    private static PodView Pod(int number, params (string, string)[] labels) => new()
    {
        Meta = new ObjectMeta
        {
            Name = number.ToString(CultureInfo.InvariantCulture),
            Labels = StringMap.Of(labels),
        },
    };
}
