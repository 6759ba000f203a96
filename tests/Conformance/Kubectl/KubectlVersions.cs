using Xunit;

namespace Fairway.Conformance.Kubectl;

/// <summary>The versions that every test of this folder runs with.</summary>
internal static class KubectlVersions
{
    /// <summary>1.36 streams its lists and asks for aggregated discovery; 1.31 lists and watches.</summary>
    public static TheoryData<string> All => ["136", "131"];
}
