using System.Text.Json.Nodes;
using Fairway.Merge.Diffing;
using Fairway.Merge.Guarding;
using Fairway.Merge.Plans;
using Fairway.Schema;

namespace Fairway.Tests.Merge.Plans;

/// <summary>Changes to be fingerprinted and shown.</summary>
internal static class Samples
{
    public static SecretMask Mask { get; } = new("a key of the tests"u8);

    public static JudgedChange Change(
        string path,
        string? before,
        string? after,
        Verdict? verdict = null,
        string kind = "ConfigMap") => new(
        new(new GroupVersionKind("", "v1", kind), "ns", "x"),
        new(
            FieldPath.Parse(path),
            before is null ? ChangeKind.Add : after is null ? ChangeKind.Remove : ChangeKind.Replace,
            ChangeCause.Target,
            before is null ? null : JsonNode.Parse(before),
            after is null ? null : JsonNode.Parse(after)),
        verdict ?? Verdict.Allow);
}
