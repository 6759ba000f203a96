using Fairway.Schema.Resources;
using Xunit;

namespace Fairway.Tests.Schema.Resources;

public sealed class VersionOrderTests
{
    [Fact]
    public void Stable_versions_come_before_beta_and_alpha_and_names_come_last() =>
        Assert.Equal(
            ["v10", "v2", "v1", "v11beta2", "v10beta3", "v3beta1", "v12alpha1", "v11alpha2", "foo1", "foo10"],
            new[] { "foo1", "v1", "v11alpha2", "v10", "v3beta1", "v2", "foo10", "v12alpha1", "v11beta2", "v10beta3" }
                .Order(VersionOrder.Shared));
}
