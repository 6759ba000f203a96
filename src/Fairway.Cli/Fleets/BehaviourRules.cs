using System.Text.Json.Serialization;
using Fairway.Api.Meta;
using Fairway.Twin.Behaviour.Nodes;

namespace Fairway.Cli.Fleets;

/// <summary>The content of a file of behaviours.</summary>
/// <param name="Rules">In order.</param>
internal sealed record BehaviourRules(IReadOnlyList<BehaviourRule> Rules);

/// <summary>One rule: which pods, and how they behave. What is left out does not restrict, or is as usual.</summary>
internal sealed record BehaviourRule
{
    /// <summary>Pattern of the image of a container; <c>*</c> stands for any characters.</summary>
    public string? Image { get; set; }

    /// <summary>Pattern of the node's name.</summary>
    public string? Node { get; set; }

    /// <summary>Labels that the pod must have.</summary>
    public Dictionary<string, string>? Labels { get; set; }

    /// <summary>Labels that the node must have.</summary>
    public Dictionary<string, string>? NodeLabels { get; set; }

    /// <summary>See <see cref="PodBehaviour.ImagePull"/>.</summary>
    public Duration? ImagePull { get; set; }

    /// <summary>See <see cref="PodBehaviour.Start"/>.</summary>
    public Duration? Start { get; set; }

    /// <summary>See <see cref="PodBehaviour.Ready"/>.</summary>
    public Duration? Ready { get; set; }

    /// <summary>See <see cref="PodBehaviour.Stop"/>.</summary>
    public Duration? Stop { get; set; }

    /// <summary>See <see cref="PodBehaviour.BecomesReady"/>.</summary>
    public bool BecomesReady { get; set; } = true;

    /// <summary>See <see cref="PodBehaviour.PullFails"/>.</summary>
    public bool PullFails { get; set; }

    /// <summary>See <see cref="PodBehaviour.EndsAfter"/>.</summary>
    public Duration? EndsAfter { get; set; }

    /// <summary>See <see cref="PodBehaviour.ExitCode"/>.</summary>
    public int ExitCode { get; set; } = 1;

    /// <summary>As the simulation takes it.</summary>
    public PodBehaviourRule ToRule()
    {
        var usual = PodBehaviour.Default;
        var behaviour = usual with
        {
            ImagePull = ImagePull?.Value ?? usual.ImagePull,
            Start = Start?.Value ?? usual.Start,
            Ready = Ready?.Value ?? usual.Ready,
            Stop = Stop?.Value ?? usual.Stop,
            BecomesReady = BecomesReady,
            PullFails = PullFails,
            EndsAfter = EndsAfter?.Value,
            ExitCode = ExitCode,
        };
        return new PodBehaviourRule(behaviour, Image, Node, Labels, NodeLabels);
    }
}

/// <summary>Strict: a misspelt name must not be a rule that does nothing.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(BehaviourRules))]
internal sealed partial class BehaviourJson : JsonSerializerContext;
