using System.Collections.Immutable;
using System.Globalization;
using Fairway.Kube.Pods.Objects;
using Fairway.Workloads.Ordering;
using Xunit;

namespace Fairway.Tests.Workloads.Ordering;

/// <summary>The order in which pods are updated.</summary>
public sealed class OrderingTests
{
    private static readonly string[][] Rows = Read();

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Rows.Length)];

    [Theory, MemberData(nameof(Numbers))]
    public void Pods_are_scattered_as_OpenKruise_scatters_them(int number)
    {
        var row = Rows[number];
        var pods = row[1].Split(' ')
            .Select((labels, i) => Pod(i, [.. labels.Where(char.IsLetter).Select(l => ($"{l}", "yes"))]))
            .ToImmutableArray();
        var scattering = new Scattering([.. row[0].Where(char.IsLetter).Select(l => ($"{l}", "yes"))]);

        var expected = row[2].Split(' ');
        Assert.Equal(expected, scattering.Sort(pods[..expected.Length], pods).Select(p => p.Meta.Name));
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

    private static string[][] Read()
    {
        using var stream = typeof(OrderingTests).Assembly.GetManifestResourceStream("ordering/scattering")!;
        using var reader = new StreamReader(stream);
        return
        [
            .. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(line => line[0] != '#').Select(line => line.Split('\t')),
        ];
    }
}
