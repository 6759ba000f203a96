using System.Text.Json.Nodes;

namespace Fairway.Twin.Api.Tables;

/// <summary>Cells of requests of certificates.</summary>
internal static class CertificateCells
{
    public static string Duration(JsonObject request) =>
        Cells.At(request, "spec.expirationSeconds") is null
            ? Cells.None
            : Ages.Text(TimeSpan.FromSeconds(Cells.Number(request, "spec.expirationSeconds")));

    public static string Condition(JsonObject request)
    {
        var types = (Cells.At(request, "status.conditions") as JsonArray ?? [])
            .Select(c => c?["type"]?.ToString())
            .ToArray();
        var words = types.Contains("Denied") ? "Denied" : types.Contains("Approved") ? "Approved" : "Pending";
        words += types.Contains("Failed") ? ",Failed" : "";
        return Cells.Text(request, "status.certificate", "").Length > 0 ? $"{words},Issued" : words;
    }
}
