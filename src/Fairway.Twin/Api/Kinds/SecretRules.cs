using System.Text;
using System.Text.Json.Nodes;

namespace Fairway.Twin.Api.Kinds;

/// <summary><c>stringData</c> is a way to write <c>data</c>: it is encoded into it and never stored.</summary>
internal sealed class SecretRules : KindRules
{
    public override void PrepareForCreate(JsonObject obj, KindContext context) => Encode(obj);

    public override void PrepareForUpdate(JsonObject updated, JsonObject live) => Encode(updated);

    private static void Encode(JsonObject secret)
    {
        if (secret["stringData"] is JsonObject texts)
        {
            if (secret["data"] is not JsonObject data)
            {
                data = [];
                secret["data"] = data;
            }

            foreach (var (key, value) in texts)
            {
                data[key] = Convert.ToBase64String(Encoding.UTF8.GetBytes(value?.GetValue<string>() ?? ""));
            }
        }

        secret.Remove("stringData");
    }
}
