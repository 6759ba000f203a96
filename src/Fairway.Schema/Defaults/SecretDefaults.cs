using System.Text;
using System.Text.Json.Nodes;

namespace Fairway.Schema.Defaults;

/// <summary>Secrets: text that a client sent as text becomes data, and is not shown again.</summary>
internal static class SecretDefaults
{
    public static void Apply(JsonObject secret)
    {
        if (secret.Child("stringData") is { Count: > 0 } texts)
        {
            var data = secret.Need("data");
            foreach (var (name, text) in texts)
            {
                data[name] = Convert.ToBase64String(Encoding.UTF8.GetBytes(text!.GetValue<string>()));
            }
        }

        secret.Remove("stringData");
    }
}
