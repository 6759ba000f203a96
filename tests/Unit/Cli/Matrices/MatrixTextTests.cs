using Fairway.Cli.Displays;
using Fairway.Cli.Matrices;
using Xunit;

namespace Fairway.Tests.Cli.Matrices;

public sealed class MatrixTextTests
{
    private static readonly IReadOnlyList<MatrixPair> Pairs =
    [
        new("cache", "c1", "2.8.3", "2.8.2", false, "Progressing", 0),
        new("cache", "c2", "2.8.2", "2.8.2", true, null, 2),
        new("cache", "c3", "2.8.2", "2.8.2", true, null, 0),
        new("proxy", "c1", "1.31.0", "1.31.0", true, null, 0),
    ];

    [Fact]
    public void A_line_for_each_component_counts_clusters_by_version() => Assert.Equal(
        """
        COMPONENT   STABLE   CLUSTERS   NOT READY   DRIFTED   VERSIONS
        cache       2.8.2    3          c1          c2        2.8.2 (2), 2.8.3 (1)
        proxy       -        1          -           -         1.31.0 (1)

        """,
        DisplayText.Of(
            MatrixText.Summary(Pairs, name => name == "cache" ? "2.8.2" : null), DisplayForm.Text));

    [Fact]
    public void A_line_for_each_cluster_marks_what_is_not_as_it_should_be() => Assert.Equal(
        """
        CLUSTER   STAGE    CACHE    PROXY
        c1        canary   2.8.3!   1.31.0
        c2        canary   2.8.2~   -
        c3        canary   2.8.2    -

        """,
        DisplayText.Of(MatrixText.Table(["cache", "proxy"], Pairs, (_, _) => "canary"), DisplayForm.Text));
}
