"""HTTP: function calls for browsers, games, agents and OpenAI clients, from any engine. Knows no ROS."""
