using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Api.Components;
using Fairway.Api.Meta;
using Fairway.Delivery.Changes;
using Fairway.Kube;
using Fairway.Merge.Plans;

namespace Fairway.Components.Composition;

/// <summary>Reads the Secrets of the meta cluster that meta-configs take values from.</summary>
internal sealed class SecretReader(IKubeApi meta, SecretMask mask)
{
    private static readonly UTF8Encoding Strict =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The values that the meta-configs of a cluster name.</summary>
    /// <exception cref="ChangeRefusedException">One is not there, or must not be taken.</exception>
    /// <exception cref="KubeApiException">The meta cluster does not answer.</exception>
    public async Task<SecretValues> ReadAsync(ChangeRequest request, CancellationToken cancel)
    {
        var wanted = ValueComposer.InOrder(request)
            .SelectMany(config => config.Spec.ValuesFrom ?? [], (config, from) => (Config: config, From: from))
            .ToLookup(one => one.From.Secret, StringComparer.Ordinal);
        var texts = ImmutableDictionary.CreateBuilder<(string Secret, string Key), SecretText>();
        foreach (var secret in wanted)
        {
            var key = new ObjectKey(Labels.SystemNamespace, secret.Key);
            var found = (await meta.FindAsync(KubeResources.Secrets, key, cancel))?.ReadNode() as JsonObject;
            foreach (var (config, from) in secret)
            {
                texts[(from.Secret, from.Key)] = Take(found, config, from);
            }
        }

        return new SecretValues(texts.ToImmutable());
    }

    private SecretText Take(JsonObject? secret, MetaConfig config, SecretValue from)
    {
        var place = $"MetaConfig {config.Metadata.Name} takes {from.Path} from the Secret "
            + $"{Labels.SystemNamespace}/{from.Secret}";
        if (secret is null)
        {
            throw new ChangeRefusedException("SecretMissing", $"{place}, and there is none: make it");
        }

        if ((secret["metadata"]?["labels"] as JsonObject)?[Labels.Values]?.GetValue<string>() != "true")
        {
            throw new ChangeRefusedException(
                "SecretNotForValues",
                $"{place}, which is not for that: label it {Labels.Values}=true if it may go to clusters");
        }

        if ((secret["data"] as JsonObject)?[from.Key]?.GetValue<string>() is not { } base64)
        {
            throw new ChangeRefusedException("SecretMissing", $"{place}, which has no key {from.Key}");
        }

        try
        {
            var text = Strict.GetString(Convert.FromBase64String(base64));
            return new SecretText(text, Convert.ToHexStringLower(mask.Derive($"value {text}")));
        }
        catch (DecoderFallbackException)
        {
            throw new ChangeRefusedException("SecretMissing", $"{place}, whose key {from.Key} holds no text");
        }
    }
}
