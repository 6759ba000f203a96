using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using CsCheck;
using Xunit;

namespace Fairway.Tests;

public sealed class SeededSamplingTests
{
    [Fact]
    public void Two_runs_look_at_the_same_cases()
    {
        var first = new List<int>();
        var second = new List<int>();
        Gen.Int.Sample(first.Add, law: "a law");
        Gen.Int.Sample(second.Add, law: "a law");

        Assert.Equal(first, second);
        Assert.Equal(100, first.Count);
        Assert.True(first.Distinct().Count() > 40, string.Join(' ', first));
    }

    [Fact]
    public void Two_laws_look_at_different_cases() =>
        Assert.Empty(SeededSampling.Seeds("one", 50).Intersect(SeededSampling.Seeds("other", 50)));

    [Fact]
    public void What_fails_is_made_smaller_and_named_by_its_seed()
    {
        var failure = Assert.Throws<CsCheckException>(() => Gen.Int[0, 1_000_000].Sample(number => number < 1_000));

        Assert.Contains("CsCheck_Seed", failure.Message, StringComparison.Ordinal);
        Assert.Contains("What_fails_is_made_smaller", failure.InnerException!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_law_that_waits_is_seen_to_fail() => await Assert.ThrowsAsync<CsCheckException>(
        () => Gen.Int[0, 9].SampleAsync(async number =>
        {
            await Task.CompletedTask;
            Assert.NotEqual(5, number);
        }));

    /// <summary>A shape of a law that is missing here would silently fall to CsCheck's own method, which draws from the
    /// clock.</summary>
    [Fact]
    public void No_law_goes_to_the_clock()
    {
        using var file = new PEReader(File.OpenRead(typeof(SeededSamplingTests).Assembly.Location));
        var metadata = file.GetMetadataReader();
        var called = metadata.MemberReferences.Select(metadata.GetMemberReference)
            .Where(member => member.Parent.Kind == HandleKind.TypeReference)
            .Where(member => IsCheck(metadata.GetTypeReference((TypeReferenceHandle)member.Parent)))
            .Select(member => metadata.GetString(member.Name));
        Assert.Equal(["Sample", "SampleAsync"], called.Order(StringComparer.Ordinal));

        bool IsCheck(TypeReference type) =>
            metadata.GetString(type.Namespace) == "CsCheck" && metadata.GetString(type.Name) == nameof(Check);
    }
}
