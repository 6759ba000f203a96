using System.Collections.Immutable;
using Fairway.Api.Components;
using Fairway.Delivery.Changes;

namespace Fairway.Components.Composition;

/// <summary>What was read of the Secrets that meta-configs name.</summary>
/// <param name="texts">By Secret and key.</param>
public sealed class SecretValues(ImmutableDictionary<(string Secret, string Key), SecretText> texts)
{
    /// <summary>Nothing.</summary>
    public static SecretValues None { get; } = new(ImmutableDictionary<(string Secret, string Key), SecretText>.Empty);

    /// <exception cref="ChangeRefusedException">It was not read.</exception>
    internal SecretText Find(SecretValue from, MetaConfig config) =>
        texts.TryGetValue((from.Secret, from.Key), out var text) ? text : throw new ChangeRefusedException(
            "SecretMissing",
            $"MetaConfig {config.Metadata.Name} takes {from.Path} from the Secret {from.Secret}, which was not read");
}

/// <summary>A text that is shown to nobody.</summary>
/// <param name="Text">The text.</param>
/// <param name="Hash">A keyed hash that stands for it.</param>
public sealed record SecretText(string Text, string Hash)
{
    /// <summary>Never the text.</summary>
    public override string ToString() => Hash;
}
