using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Cel;
using Fairway.Releases.Gates;
using Fairway.Releases.Rules;

namespace Fairway.Releases.Blockers;

/// <summary>The rule of a blocker, compiled.</summary>
internal sealed class BlockerRule
{
    private static readonly CelEnvironment Names = CelRule.Knowing("cluster", "release", "change");

    private readonly CelRule _rule;

    private BlockerRule(CelRule rule) => _rule = rule;

    /// <summary>Compiles a rule.</summary>
    /// <exception cref="FormatException">It is none; the message says why.</exception>
    public static BlockerRule Parse(string text)
    {
        try
        {
            return new BlockerRule(CelRule.Parse(text, Names));
        }
        catch (FormatException e)
        {
            throw new FormatException($"spec.rule: {e.Message}", e);
        }
    }

    /// <summary>Whether it holds of a change. What is neither true nor false is an error.</summary>
    public CelResult Judge(GateSubject subject, GateChange change) => _rule.Judge(new JsonObject
    {
        ["cluster"] = JsonSerializer.SerializeToNode(subject.Cluster, ApiJson.Default.Cluster),
        ["release"] = JsonSerializer.SerializeToNode(subject.Release, ApiJson.Default.Release),
        ["change"] = new JsonObject
        {
            ["component"] = change.Component,
            ["from"] = change.From ?? "",
            ["to"] = change.To ?? "",
        },
    });
}
