using System.Text.Json.Nodes;

namespace Fairway.Twin.Api.Usage;

/// <summary>The APIService of what is measured, as metrics-server comes with it.</summary>
internal static class UsageService
{
    public const string Name = "v1beta1." + UsageRows.Group;

    /// <summary>The object as it is to be stored, its time left open.</summary>
    public static JsonObject Body() => (JsonObject)JsonNode.Parse($$"""
        {
          "apiVersion": "apiregistration.k8s.io/v1",
          "kind": "APIService",
          "metadata": { "name": "{{Name}}", "labels": { "k8s-app": "metrics-server" } },
          "spec": {
            "group": "{{UsageRows.Group}}",
            "version": "v1beta1",
            "groupPriorityMinimum": 100,
            "versionPriority": 100,
            "insecureSkipTLSVerify": true,
            "service": { "name": "metrics-server", "namespace": "kube-system", "port": 443 }
          },
          "status": {
            "conditions": [
              {
                "type": "Available",
                "status": "True",
                "lastTransitionTime": "<now>",
                "reason": "Passed",
                "message": "all checks passed"
              }
            ]
          }
        }
        """)!;
}
